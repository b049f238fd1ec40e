// Hosts the edge runtime of Next.js and Vercel on the Node that runs this.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { EdgeVM } from '@edge-runtime/vm'

const { BUNDLE = '', ORIGIN = '', REFUSED = '' } = process.env
const vm = new EdgeVM()
vm.evaluate(readFileSync(BUNDLE, 'utf8'))
process.stdout.write(JSON.stringify(await vm.context.runInEdge(ORIGIN, REFUSED)))
