/** The usual environment variables of this service, by the option that they set. */
export const variables = {
  token: 'ACEDATACLOUD_API_TOKEN',
  baseUrl: 'ACEDATACLOUD_API_BASE_URL',
  platformToken: 'ACEDATACLOUD_PLATFORM_TOKEN',
  platformBaseUrl: 'ACEDATACLOUD_PLATFORM_BASE_URL',
} as const

/** The value of a variable; absent in hosts that have no `process`, and where reading it is not allowed (Deno). */
export function fromEnvironment(option: keyof typeof variables): string | undefined {
  try {
    const { process } = globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } }
    const { [variables[option]]: value } = process?.env ?? {}
    return value?.trim() || undefined
  } catch {
    return undefined
  }
}
