import { expect, test } from 'vitest'
import { guide, plots } from './report.ts'
import { runLoad } from './run.ts'

// Only counts: a time would fail on a busy machine.
test('the load in its quick form: every submission arrives once, is paid once, and two edits follow one answer', async () => {
  const results = await runLoad({
    rate: 10,
    seconds: 1,
    taskSeconds: 1,
    imageSide: 64,
    nodeArgs: [],
    note: () => undefined,
  })

  expect(results).toMatchObject({ imageRequests: 10, notAcknowledged: 0, lost: 0, duplicates: 0, wrongBooks: 0 })
  expect(results.pollRequests).toBeGreaterThan(0)
  for (const svg of Object.values(plots(results))) expect(svg).toContain('<svg')
  expect(guide(results)).toContain('10 commands a second for 1 s')
}, 120_000)
