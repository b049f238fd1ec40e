/** The lines to type into this platform's shell. */
export function environmentLines(platform: NodeJS.Platform, url: string): string[] {
  const values = [
    ['ACEDATACLOUD_API_BASE_URL', url],
    ['ACEDATACLOUD_API_TOKEN', 'sandbox'],
    ['ACEDATACLOUD_PLATFORM_BASE_URL', url],
    ['ACEDATACLOUD_PLATFORM_TOKEN', 'platform-sandbox'],
  ] as const
  return values.map(([name, value]) => (platform === 'win32' ? `$env:${name} = "${value}"` : `export ${name}=${value}`))
}
