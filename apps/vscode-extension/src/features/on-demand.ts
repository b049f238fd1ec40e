// What is loaded when a person or an agent first does something. A window that starts loads only what is in `start/`, which
// imports this file and nothing else of it: the build makes it a bundle of its own.

export { type AgentTools, createAgentTools } from './agent-tools/agent-tools.ts'
export { setUpAgents } from './agents/set-up-agents.ts'
export { createEditCommands } from './edit/edit-commands.ts'
export { createGenerateCommands } from './generate/generate-commands.ts'
export { dropPictures } from './history/drop-pictures.ts'
export { createHistoryCommands } from './history/history-commands.ts'
export { historyItem } from './history/history-items.ts'
export { createKeptCommands } from './kept/kept-commands.ts'
export { createKeyCommands } from './key/key-commands.ts'
export { stateText } from './order/progress.ts'
export { fillAll, fillOne } from './placeholders/fill.ts'
export { offerActions, offerLenses } from './placeholders/offers.ts'
export { t } from '../platform/t.ts'
export { createRecoveryCommands, type RecoveryCommands } from './recovery/recovery-commands.ts'
