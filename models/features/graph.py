"""Who pays whom, as a graph: how well known a payee is, and whose customers resemble whose."""

from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

SIZE = 16
"""Numbers of an embedding."""
MEASURES = ("degree", "payments", "pagerank", "clustering", "betweenness")

_MOST_BETWEEN = 3_000
_NEIGHBORS_DRAWN = 12
_WALKS_A_NODE = 10
_STEPS = 8
_WINDOW = 4

Matrix = npt.NDArray[np.float32]
Nodes = npt.NDArray[np.intp]


class PaymentGraph:
    """Accounts and payees as nodes, each payment an edge; built from payments without their labels.

    Degree, PageRank and betweenness by rustworkx, betweenness among the 3,000 busiest nodes alone.
    Clustering is that of two-sided graphs, which hold no triangle: how far the neighbors of a node are
    shared by the nodes two steps away (Latapy, Magnien, del Vecchio 2008), over drawn neighbors.
    Embeddings are a truncated SVD of how often two nodes meet on random walks, against chance.
    """

    def __init__(self) -> None:
        self._accounts = pd.Index([])
        self._payees = pd.Index([])
        self._features: Matrix = np.zeros((0, len(MEASURES) + SIZE), dtype=np.float32)

    def fit(self, payments: pd.DataFrame, *, seed: int) -> Self:
        """Measure the graph of these payments (columns company, account, payee)."""
        from scipy.sparse import csr_matrix

        if not len(payments):
            return type(self)()
        account, self._accounts = _coded(_account(payments))
        payee, self._payees = _coded(payments["payee"])
        size = len(self._accounts) + len(self._payees)
        ends = np.concatenate([account, payee + len(self._accounts)])
        others = np.concatenate([payee + len(self._accounts), account])
        links = csr_matrix((np.ones(len(ends)), (ends, others)), shape=(size, size))
        links.sum_duplicates()
        random = np.random.default_rng(seed)
        measures = np.column_stack(
            [
                np.log1p(np.diff(links.indptr)),
                np.log1p(np.asarray(links.sum(axis=1)).ravel()),
                *_by_rustworkx(links),
                _clustering(links, random),
            ]
        )[:, [0, 1, 2, 4, 3]]
        self._features = np.hstack([measures, _embedding(links, random, seed)]).astype(np.float32)
        return self

    def of(self, payments: pd.DataFrame) -> Matrix:
        """Each payment's payee and account: (rows, 2 x (measures + embedding)); unknown ones are 0."""
        payee = self._payees.get_indexer(pd.Index(payments["payee"]))
        account = self._accounts.get_indexer(pd.Index(_account(payments)))
        return np.hstack(
            [
                self._rows(np.where(payee >= 0, payee + len(self._accounts), -1)),
                self._rows(account),
            ]
        )

    def _rows(self, nodes: Nodes) -> Matrix:
        known = nodes >= 0
        found = np.zeros((len(nodes), self._features.shape[1]), dtype=np.float32)
        found[known] = self._features[nodes[known]]
        return found


def _account(payments: pd.DataFrame) -> pd.Series:
    """An account number says nothing beyond its company."""
    return payments["company"] + "\x1f" + payments["account"]


def _coded(names: pd.Series) -> tuple[Nodes, pd.Index]:
    codes, known = pd.factorize(names)
    return np.asarray(codes, dtype=np.intp), pd.Index(known)


def _by_rustworkx(links: Any) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Log PageRank times the number of nodes, and betweenness among the busiest nodes, 0 elsewhere."""
    import rustworkx

    size = links.shape[0]
    both_ways = rustworkx.PyDiGraph()
    both_ways.add_nodes_from(range(size))
    lines = links.tocoo()
    both_ways.add_edges_from(
        list(zip(lines.row.tolist(), lines.col.tolist(), lines.data.tolist(), strict=True))
    )
    ranks = rustworkx.pagerank(both_ways, weight_fn=float)
    pagerank = np.array([ranks[node] for node in range(size)])
    busiest = np.argsort(-np.diff(links.indptr), kind="stable")[:_MOST_BETWEEN]
    kept = sorted(busiest.tolist())
    between = rustworkx.digraph_betweenness_centrality(both_ways.subgraph(kept), normalized=True)
    betweenness = np.zeros(size)
    betweenness[kept] = [between[place] for place in range(len(kept))]
    return np.log(np.maximum(pagerank * max(size, 1), 1e-9)), np.log1p(1e4 * betweenness)


def _clustering(links: Any, random: np.random.Generator) -> npt.NDArray[np.float64]:
    """Mean overlap (shared of all) of a node's neighbors with those of nodes drawn two steps away."""
    around = [set(part.tolist()) for part in np.split(links.indices, links.indptr[1:-1])]
    found = np.zeros(len(around))
    for node, neighbors in enumerate(around):
        if not neighbors:
            continue
        listed = sorted(neighbors)
        overlaps = []
        for between in random.choice(listed, _NEIGHBORS_DRAWN).tolist():
            there = links.indices[links.indptr[between] : links.indptr[between + 1]]
            other = int(there[random.integers(len(there))])
            if other != node:
                shared = len(neighbors & around[other])
                overlaps.append(shared / (len(neighbors) + len(around[other]) - shared))
        found[node] = float(np.mean(overlaps)) if overlaps else 0.0
    return found


def _embedding(links: Any, random: np.random.Generator, seed: int) -> Matrix:
    """Where nodes that meet on walks lie close together: (nodes, 16), scaled by the singular values."""
    from scipy.sparse import csr_matrix
    from sklearn.decomposition import TruncatedSVD

    size = links.shape[0]
    empty = np.zeros((size, SIZE), dtype=np.float32)
    if size <= 2:
        return empty
    path = _walks(links, random)
    pairs = [(path[:, at], path[:, at + gap]) for gap in range(1, _WINDOW + 1) for at in range(_STEPS - gap)]
    first = np.concatenate([one for one, _ in pairs])
    second = np.concatenate([other for _, other in pairs])
    counts = csr_matrix((np.ones(len(first)), (first, second)), shape=(size, size))
    counts = (counts + counts.T).tocoo()
    often = np.asarray(counts.tocsr().sum(axis=1)).ravel()
    against_chance = np.log(counts.data * often.sum() / (often[counts.row] * often[counts.col]))
    kept = against_chance > 0
    matrix = csr_matrix((against_chance[kept], (counts.row[kept], counts.col[kept])), shape=(size, size))
    parts = min(SIZE, size - 1)
    empty[:, :parts] = TruncatedSVD(parts, random_state=seed).fit_transform(matrix)
    return empty


def _walks(links: Any, random: np.random.Generator) -> Nodes:
    """Ten walks of eight steps from every node; what was paid twice is walked twice as often."""
    steps = np.cumsum(links.data)
    before = np.concatenate([[0.0], steps])[links.indptr]
    node = np.repeat(np.arange(links.shape[0]), _WALKS_A_NODE)
    path = [node]
    for _ in range(_STEPS - 1):
        low, high = before[node], before[node + 1]
        drawn = low + random.random(len(node)) * (high - low)
        at = np.minimum(np.searchsorted(steps, drawn, side="right"), links.indptr[node + 1] - 1)
        node = links.indices[at]
        path.append(node)
    return np.column_stack(path).astype(np.intp)
