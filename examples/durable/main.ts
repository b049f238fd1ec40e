// Makes the image of a prompt as a durable job, whatever happens to this process, and recovers the images of earlier ones:
//   node main.ts "a red fox"
import { randomUUID } from 'node:crypto'
import { createFluxClient, defaultBaseUrl, writeImage } from '@fluxkit/core/node'
import { accountOf, createFluxService, createRunner, isDamaged, isOwed, slug } from '@fluxkit/jobs'
import { createFileStore } from '@fluxkit/jobs/node'

const { ACEDATACLOUD_API_TOKEN: token = '', ACEDATACLOUD_API_BASE_URL: address = defaultBaseUrl } = process.env
const [prompt] = process.argv.slice(2)

const client = createFluxClient({ token, baseUrl: address })
const account = await accountOf(token, address)
const service = createFluxService({ client, address, account })
const store = createFileStore({ folder: 'data' })

const runner = createRunner({
  store,
  host: {
    serviceFor: async (job) => (job.service === address ? service : 'elsewhere'),
    async keep(job, _index, { bytes }) {
      const { path } = await writeImage(bytes, { directory: 'images', name: slug(String(job.request['prompt'])) })
      return { kept: path }
    },
  },
})

for await (const entry of store.list()) {
  if (!isOwed(entry)) continue
  if (isDamaged(entry)) console.log(`Owed, and unreadable: ${entry.damaged}`)
  else report((await runner.run(entry.job.id, { patienceMs: 31_000 })).job)
}
if (prompt !== undefined) {
  const origin = { app: 'example', actor: 'person' } as const
  const request = { action: 'generate', prompt, model: 'flux-dev', size: '256x256', count: 1 }
  const job = await runner.create({ id: randomUUID(), service: address, account, origin, request, place: {} })
  if ('run' in job) report((await job.run()).job)
}
await store.close()
await client.close()

function report(job: Awaited<ReturnType<typeof runner.run>>['job']): void {
  const saved = job?.images.flatMap(({ kept = [] }) => kept) ?? []
  console.log(`${job?.end?.kind ?? 'open'}: ${saved.join(', ') || (job?.end?.code ?? 'nothing yet')}`)
}
