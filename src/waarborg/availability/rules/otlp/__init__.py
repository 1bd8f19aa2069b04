"""Histograms as OpenTelemetry sends them (OTLP 1.x, metrics): read from protobuf or JSON, and made into increments.

    as_protobuf.read(body) or as_json.read(body)  -> Received(points, rejected, ignored)
    increments.advance(last, point)               -> what a point adds to what was counted before, and the new last

Pure: what was last seen of a series is handed in and handed back. Repeats are told apart by `Point.identity`.
"""
