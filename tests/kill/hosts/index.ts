import type { KilledHostKind } from '../round.ts'
import { bot } from './bot.ts'
import { extension } from './extension.ts'
import { program } from './program.ts'
import { server } from './server.ts'

export const killedHosts: readonly KilledHostKind[] = [program, bot, extension, server]
