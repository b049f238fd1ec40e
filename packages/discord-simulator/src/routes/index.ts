import type { Route } from './route.ts'
import { accountRoutes } from './account.ts'
import { applicationRoutes } from './application.ts'
import { channelMessageRoutes } from './channel-messages.ts'
import { commandRoutes } from './commands.ts'
import { interactionRoutes } from './interactions.ts'

/** Every REST operation that the simulator knows. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...applicationRoutes,
  ...channelMessageRoutes,
  ...commandRoutes,
  ...interactionRoutes,
]
