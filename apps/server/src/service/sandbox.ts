import { openSandbox as open } from '@fluxkit/jobs/node'
import { createSimulator } from '@fluxkit/simulator'
import type { Host } from '../host.ts'
import type { Connection } from './connection.ts'

/** Fast enough not to bore, slow enough to be like the service. */
const speed = 2

/** The simulator inside this program. Its tasks end with the program. */
export function openSandbox({ clock, random }: Pick<Host, 'clock' | 'random'>): Connection {
  return open(createSimulator({ clock, random, speed }), { clock, random })
}
