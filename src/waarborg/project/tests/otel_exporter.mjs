// A vendor's application with the OpenTelemetry SDK for JavaScript and nothing of ours: records lengths of requests and
// exports them as OTLP in JSON. Environment: URL, TOKEN, TEMPORALITY, KIND, PACKING, and ROUNDS (JSON: a list of rounds,
// each a list of [route, seconds]); after each round it exports. Prints "done".
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { AggregationTemporality, AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'

const { URL, TOKEN, TEMPORALITY, KIND, PACKING, ROUNDS } = process.env
const exporter = new OTLPMetricExporter({
  url: `${URL}/v1/metrics`,
  headers: { Authorization: `Bearer ${TOKEN}` },
  compression: PACKING === 'gzip' ? CompressionAlgorithm.GZIP : CompressionAlgorithm.NONE,
  temporalityPreference: TEMPORALITY === 'delta' ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE,
})
const bounds = [0.005, 0.05, 0.1, 1, 2, 5]
const aggregation =
  KIND === 'exponential'
    ? { type: AggregationType.EXPONENTIAL_HISTOGRAM }
    : { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries: bounds } }
const provider = new MeterProvider({
  resource: resourceFromAttributes({ 'service.name': 'web', 'service.instance.id': `js-${TEMPORALITY}-${KIND}-${PACKING}` }),
  readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  views: [{ instrumentName: 'http.server.request.duration', aggregation }],
})
const lengths = provider.getMeter('http').createHistogram('http.server.request.duration', { unit: 's' })
for (const round of JSON.parse(ROUNDS)) {
  for (const [route, seconds] of round) lengths.record(seconds, { 'http.route': route, tenant: 'merendaal' })
  await provider.forceFlush()
}
await provider.shutdown()
console.log('done')
