import { createSimulator, type RunningServer, type Simulator } from '@fluxkit/simulator'

export interface TestService {
  readonly simulator: Simulator
  readonly server: RunningServer
  /** What the extension host needs to know of it. */
  readonly env: Readonly<Record<string, string>>
}

/** A local double of the service on a real socket; tasks take half a second. */
export async function startService(token: string | undefined = 'test-token'): Promise<TestService> {
  const simulator = createSimulator({ durationsMs: () => 500 })
  const server = await simulator.listen()
  const env = {
    ACEDATACLOUD_API_BASE_URL: server.url,
    ACEDATACLOUD_PLATFORM_BASE_URL: server.url,
    ACEDATACLOUD_PLATFORM_TOKEN: 'platform-test',
    ...(token === undefined ? {} : { ACEDATACLOUD_API_TOKEN: token }),
  }
  return { simulator, server, env }
}
