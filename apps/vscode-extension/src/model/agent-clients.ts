/** Agents that `fluxkit-server install` knows, by its names for them. */
export const agentClients = {
  'claude-code': 'Claude Code',
  'claude-desktop': 'Claude Desktop',
  codex: 'Codex',
  'copilot-cli': 'Copilot CLI',
  cursor: 'Cursor',
  gemini: 'Gemini CLI',
  vscode: 'VS Code',
  windsurf: 'Windsurf',
  zed: 'Zed',
} as const

export type AgentClient = keyof typeof agentClients

/** Their configuration lies in the folder that is open. */
export const folderClients: readonly AgentClient[] = ['claude-code', 'vscode']
