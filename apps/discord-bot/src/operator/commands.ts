import { adopt } from './adopt.ts'
import { backup } from './backup.ts'
import type { OperatorCommand } from './command.ts'
import { deployCommands } from './deploy-commands.ts'
import { removeEndpoint, setEndpoint } from './endpoint.ts'
import { migrate } from './migrate.ts'
import { restore } from './restore.ts'
import { useImages } from './use-images.ts'

/** In the order of the help. */
export const operatorCommands: readonly OperatorCommand[] = [
  deployCommands,
  setEndpoint,
  removeEndpoint,
  backup,
  restore,
  migrate,
  useImages,
  adopt,
]
