import { createSimulator, type RunningServer, type Simulator } from '@fluxkit/simulator'

export interface TestService {
  readonly simulator: Simulator
  readonly server: RunningServer
  /** What the extension host needs to know of it. */
  readonly env: Readonly<Record<string, string>>
}

/** A local simulator of the service on a real socket. */
export async function startService({
  durationMs = 500,
  hasToken = true,
}: { readonly durationMs?: number; readonly hasToken?: boolean } = {}): Promise<TestService> {
  const simulator = createSimulator({ durationsMs: () => durationMs })
  const server = await simulator.listen()
  const env = {
    ACEDATACLOUD_API_BASE_URL: server.url,
    ACEDATACLOUD_PLATFORM_BASE_URL: server.url,
    ACEDATACLOUD_PLATFORM_TOKEN: 'platform-test',
    ...(hasToken ? { ACEDATACLOUD_API_TOKEN: 'test-token' } : {}),
  }
  return { simulator, server, env }
}
