import { openSandbox as open } from '@fluxkit/jobs/node'
import { createSimulator } from '@fluxkit/simulator'
import type { Host } from '../host.ts'
import { usageError } from '../errors/program-error.ts'
import type { Connection } from './connection.ts'

/** Fast enough not to be boring, slow enough to see the progress of a real task. */
const usualSpeed = 2

/** The simulator inside this program. Its tasks end with the program. */
export function openSandbox(host: Host, reason: 'asked' | 'no-token'): Connection {
  const { clock, random, env } = host
  const speed = readSpeed(env['FLUXKIT_SANDBOX_SPEED'])
  const sandbox = open(createSimulator({ clock, random, speed }), { clock, random })
  return { ...sandbox, isFallback: reason === 'no-token', speed }
}

function readSpeed(text: string | undefined): number {
  if (!text) return usualSpeed
  const speed = Number(text)
  if (speed > 0 && speed <= 1_000_000) return speed
  throw usageError(
    ({ t }) => t('usage.badSpeed'),
    ({ t }) => t('usage.badSpeedAdvice'),
  )
}
