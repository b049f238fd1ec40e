// A fresh process of one benchmark: gets its case from the parent, sends the result, and is ended by the parent.
import { clients } from '../clients/index.ts'
import type { CaseReply, CaseRequest } from './case.ts'
import { measureCpu } from './cpu.ts'
import { measureInFlight } from './in-flight.ts'
import { requestImages } from './images.ts'
import { measureToDisk } from './to-disk.ts'

async function run({ name, client, settings, input }: CaseRequest): Promise<unknown> {
  const create = await clients[client]()
  const made = await create(settings)
  switch (name) {
    case 'cpu':
      return measureCpu(made, input as never)
    case 'in-flight':
      return measureInFlight(made, input as never)
    case 'images':
      return requestImages(made, input as never)
    case 'to-disk':
      return measureToDisk(made, input as never)
  }
}

process.once('message', (request: CaseRequest) => {
  void run(request)
    .then((result): CaseReply => ({ result }))
    .catch((error: unknown): CaseReply => ({
      error: error instanceof Error ? (error.stack ?? error.message) : 'failed',
    }))
    .then((reply) => process.send?.(reply))
})
