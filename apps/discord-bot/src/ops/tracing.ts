import type { Tracing } from '../ports/tracing.ts'
import { jobSpans } from './job-spans.ts'

const closeLimitMs = 3_000

/**
 * OpenTelemetry over OTLP/HTTP. Its packages are loaded only here, so that nothing of them runs without an endpoint. Other
 * settings are those of the exporter: `OTEL_EXPORTER_OTLP_HEADERS` and its like.
 * @param endpoint `OTEL_EXPORTER_OTLP_ENDPOINT`, without the path of the signal
 */
export async function createTracing(endpoint: string): Promise<Tracing> {
  const [{ ROOT_CONTEXT, SpanStatusCode, trace }, { BatchSpanProcessor, TracerProvider }, exporting, resources] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ])
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`
  const exporter = new exporting.OTLPTraceExporter({ url, timeoutMillis: closeLimitMs })
  const provider = new TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': 'fluxkit-discord-bot' }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: closeLimitMs })],
  })
  const tracer = provider.getTracer('fluxkit')
  return {
    ended(job, delivery) {
      const [whole, ...parts] = jobSpans(job, delivery)
      if (!whole) return
      const root = tracer.startSpan(whole.name, { ...startOf(whole), root: true })
      const inside = trace.setSpan(ROOT_CONTEXT, root)
      for (const part of parts) tracer.startSpan(part.name, startOf(part), inside).end(part.endMs)
      if (job.end?.kind === 'failed') root.setStatus({ code: SpanStatusCode.ERROR, message: job.end.code ?? '' })
      root.end(whole.endMs)
    },
    // An unreachable collector must not keep the bot from stopping.
    close: () => provider.shutdown().catch(() => undefined),
  }
}

function startOf({ startMs, attributes }: ReturnType<typeof jobSpans>[number]) {
  return { startTime: startMs, attributes }
}
