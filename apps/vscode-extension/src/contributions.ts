/** Ids that package.json declares and the code uses; `contributions.test.ts` compares the two. */
export const commands = {
  generateImage: 'fluxkit.generateImage',
  generateFromSelection: 'fluxkit.generateFromSelection',
  generateMissingImages: 'fluxkit.generateMissingImages',
  generateAgain: 'fluxkit.generateAgain',
  editImage: 'fluxkit.editImage',
  editImageUnderCursor: 'fluxkit.editImageUnderCursor',
  undoReplace: 'fluxkit.undoReplace',
  retry: 'fluxkit.retry',
  recover: 'fluxkit.recover',
  showHistory: 'fluxkit.showHistory',
  showRunning: 'fluxkit.showRunning',
  openGallery: 'fluxkit.openGallery',
  chooseVariant: 'fluxkit.chooseVariant',
  setToken: 'fluxkit.setToken',
  removeToken: 'fluxkit.removeToken',
  checkConnection: 'fluxkit.checkConnection',
  useSandbox: 'fluxkit.useSandbox',
  setUpAgents: 'fluxkit.setUpAgents',
  showLog: 'fluxkit.showLog',
  historyOpen: 'fluxkit.history.open',
  historyInsert: 'fluxkit.history.insert',
  historyEdit: 'fluxkit.history.edit',
  historyCopyPrompt: 'fluxkit.history.copyPrompt',
  historyReveal: 'fluxkit.history.reveal',
  historyRemove: 'fluxkit.history.remove',
  historyRestore: 'fluxkit.history.restore',
  historyDeleteKept: 'fluxkit.history.deleteKept',
  historyShowAll: 'fluxkit.history.showAll',
  historyShowWorkspace: 'fluxkit.history.showWorkspace',
} as const

/** Registered, but not declared: only code actions and lenses call it. */
export const fillPlaceholderCommand = 'fluxkit.fillPlaceholder'

/** Registered, but not declared: the history calls them, where a message with its buttons is gone. */
export const laterCommands = { compareEdit: 'fluxkit.compareEdit', showOutcome: 'fluxkit.showOutcome' } as const

export const views = { history: 'fluxkit.history' } as const

/** Panels by the names under which the editor opens them again. */
export const viewTypes = { gallery: 'fluxkit.gallery' } as const

export const tools = { generate: 'fluxkit_generate_image', edit: 'fluxkit_edit_image' } as const

export const contextKeys = {
  /** A token is set, or the sandbox is on. */
  ready: 'fluxkit.ready',
  /** The history has the jobs of all workspaces. */
  historyShowsAll: 'fluxkit.historyShowsAll',
  /** A job waits to be recovered. */
  hasUnfinished: 'fluxkit.hasUnfinished',
  /** An image was made, edited, requested by an agent: steps of the walkthrough are done. */
  hasImage: 'fluxkit.hasImage',
  hasEdit: 'fluxkit.hasEdit',
  hasAgentImage: 'fluxkit.hasAgentImage',
  /** Paths of images whose replacement can be undone. */
  replacedPaths: 'fluxkit.replacedPaths',
} as const

/** Names below `fluxkit.` */
export const settings = {
  outputDirectory: 'outputDirectory',
  siteFolder: 'siteFolder',
  defaultModel: 'defaultModel',
  prices: 'prices',
  currency: 'currency',
  picturesPerSession: 'limit.picturesPerSession',
  agentPicturesPerSession: 'limit.agentPicturesPerSession',
  costPerSession: 'limit.costPerSession',
  keptImages: 'kept.maxImages',
  keptMegabytes: 'kept.maxMegabytes',
  keptDays: 'kept.maxDays',
  uploads: 'uploads',
  codeLens: 'codeLens',
  sandbox: 'sandbox',
  baseUrl: 'baseUrl',
} as const
