import type { KilledHostKind } from '../round.ts'
import { program } from './program.ts'

export const killedHosts: readonly KilledHostKind[] = [program]
