"""Where the truth about a bank file comes from: the table of sources, the nearest to the bank first.

| source | lies | decides for |
|---|---|---|
| mt940 | `x.yml` beside `x.sta` | that file |
| csv2ofx | `converted/x.ofx` or `.qif` beside the folder of `x.csv` | that table |
| bankfile_corpus | `reading-rules.md` above an OFX or QFX file | that file, read by those rules |
| bankstatementparser | a CSV that counts and sums other files | the file beside it that names the account |
| bank2ynab | `reference/bank2ynab.conf` above the tree | the table whose name fits one bank's section |
| listed | the document named with `--expected` | the files it lists |

A project's own expectation comes before the list, which other readers made. Each value is decided
by the first source that gives it.
"""

from core.services.bench.reading.expected import Source
from core.services.bench.reading.sources import bank2ynab, corpus, csv2ofx, mt940_yml, summary

OWN: tuple[Source, ...] = (mt940_yml, csv2ofx, corpus, summary, bank2ynab)
"""The projects' own expectations, in the order in which they decide."""
