/** The key of our options and metadata in what the AI SDK passes around. */
export const providerName = 'fluxkit'
