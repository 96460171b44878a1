import torch

from models.forecasters.covariates import LARGEST_SIZE
from models.forecasters.hurdle import Draws, Hurdle, HurdleOutput


def head(active: float, mean: float = 1.0, spread: float = 0.3, rows: int = 1) -> Hurdle:
    logit = torch.logit(torch.full((rows,), active))
    return Hurdle(logit, torch.zeros(rows, 3), torch.full((rows, 3), mean), torch.full((rows, 3), spread))


def test_zero_has_the_chance_of_an_idle_week() -> None:
    assert torch.allclose(head(0.25).log_prob(torch.zeros(1)).exp(), torch.tensor([0.75]))


def test_all_sizes_of_an_active_week_together_have_the_rest() -> None:
    sizes = torch.linspace(1e-4, 4, 4001)
    density = head(0.25, rows=4001).log_prob(sizes).exp()
    assert abs(float(torch.trapezoid(density, sizes)) - 0.25) < 1e-3


def test_samples_stay_within_what_a_week_can_hold() -> None:
    torch.manual_seed(0)
    samples = head(0.5, mean=4.0, spread=1.5, rows=20000).sample()
    assert float(samples.min()) == 0.0
    assert float(samples.max()) == LARGEST_SIZE
    assert 0.48 < float((samples > 0).float().mean()) < 0.52


def test_samples_come_from_the_three_normals_as_often_as_their_weights_say() -> None:
    """Half at .5, three tenths at 1.5, a fifth at 3, all active: mean 1.3 and the parts' own spreads."""
    torch.manual_seed(0)
    weights, means, spreads = (0.5, 0.3, 0.2), (0.5, 1.5, 3.0), (0.05, 0.1, 0.2)
    logits = torch.log(torch.tensor([weights])).expand(20000, 3)
    parts = [torch.tensor([each]).expand(20000, 3) for each in (means, spreads)]
    drawn = Hurdle(torch.full((20000,), 50.0), logits, *parts).sample()
    near = [drawn[(drawn - mean).abs() < 0.49] for mean in means]
    for sample, weight, mean, spread in zip(near, weights, means, spreads, strict=True):
        assert abs(len(sample) / 20000 - weight) < 0.02
        assert abs(float(sample.mean()) - mean) < 0.02
        assert abs(float(sample.std()) - spread) < 0.02


def test_the_head_ignores_outside_scale_and_keeps_spreads_positive() -> None:
    output = HurdleOutput()
    raw = (torch.zeros(2, 5, 1), torch.zeros(2, 5, 3), torch.zeros(2, 5, 3), torch.full((2, 5, 3), -50.0))
    arguments = output.domain_map(*raw)
    assert [tuple(part.shape) for part in arguments] == [(2, 5), (2, 5, 3), (2, 5, 3), (2, 5, 3)]
    assert float(arguments[3].min()) > 0
    plain, scaled = (
        output.distribution(arguments),
        output.distribution(arguments, scale=torch.full((2, 1), 9.0)),
    )
    value = torch.full((2, 5), 0.01)
    assert torch.equal(plain.log_prob(value), scaled.log_prob(value))


def test_each_series_has_luck_of_its_own() -> None:
    """Series 7 drawn beside 8 or beside 9, two weeks of four futures: the same first four rows."""
    shape = torch.Size((8, 1))
    pairs = [Draws([7, other], paths=4, weeks=2) for other in (8, 9)]
    for _ in range(2):
        left, right = ([part[:4] for part in pair.next_week(shape)] for pair in pairs)
        assert all(torch.equal(one, other) for one, other in zip(left, right, strict=True))
        assert len({tuple(part.flatten().tolist()) for part in left}) == 3
