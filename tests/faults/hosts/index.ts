import { bot } from './bot.ts'
import { extension } from './extension.ts'
import type { Host } from './host.ts'
import { program } from './program.ts'
import { serverMcp } from './server-mcp.ts'
import { serverOpenai } from './server-openai.ts'

/** Every app; a column of the matrix each. */
export const hosts: readonly Host[] = [program, bot, extension, serverMcp, serverOpenai]
