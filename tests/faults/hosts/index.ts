import { bot } from './bot.ts'
import { extension } from './extension.ts'
import type { Host } from './host.ts'
import { program } from './program.ts'

/** Every app; a column of the matrix each. */
export const hosts: readonly Host[] = [program, bot, extension]
