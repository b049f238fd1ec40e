import { at, type Exchange, sendJson } from '../exchange.ts'
import { nowMs } from '../jobs.ts'
import { submit } from '../submit.ts'

/** `POST /images/generations`, which holds the connection, as `openai` speaks it. */
export function openai(exchange: Exchange): void {
  const { outgoing, origin } = exchange
  const { prompt } = exchange.body as { prompt?: unknown }
  submit(exchange, prompt, (job) => {
    at(job.finishesAtMs, nowMs(), outgoing, () =>
      sendJson(outgoing, {
        created: Math.round(job.finishesAtMs / 1000),
        data: [{ url: `${origin}/image.png`, revised_prompt: 'a white siamese cat' }],
        usage: { total_tokens: 100, input_tokens: 50, output_tokens: 50 },
      }),
    )
  })
}
