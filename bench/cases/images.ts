import type { BenchClient } from '../clients/client.ts'
import { type JobSpec, writePrompt } from '../server/job.ts'

export interface ImagesInput {
  readonly specs: readonly JobSpec[]
  /** A client that has not answered by then counts as still waiting. */
  readonly patienceMs: number
}

/** The outcome of each submission, by its key. */
export type ImagesResult = Readonly<
  Record<string, { readonly outcome: 'image' | 'error' | 'waiting'; readonly error?: string; readonly afterMs: number }>
>

/** Submits all images at once. */
export async function requestImages(client: BenchClient, { specs, patienceMs }: ImagesInput): Promise<ImagesResult> {
  const ends = await Promise.all(
    specs.map(async (spec) => {
      const startedMs = performance.now()
      const waiting = new Promise<{ outcome: 'waiting' }>((resolve) =>
        setTimeout(() => resolve({ outcome: 'waiting' }), patienceMs),
      )
      const ended = client.image(writePrompt(spec)).then(
        () => ({ outcome: 'image' as const }),
        (error: unknown) => ({ outcome: 'error' as const, error: describe(error) }),
      )
      return [spec.key, { ...(await Promise.race([ended, waiting])), afterMs: performance.now() - startedMs }] as const
    }),
  )
  return Object.fromEntries(ends)
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 120) : String(error)
}
