"""Response times: exact integers of each minute decide, histograms draw (docs/algorithms/response.md)."""
