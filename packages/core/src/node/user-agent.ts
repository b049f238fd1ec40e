import manifest from '../../package.json' with { type: 'json' }

/** Names the client to those who run the service, as every HTTP client should (RFC 9110, 10.1.5). */
export const userAgent: string = `fluxkit-core/${manifest.version}`
