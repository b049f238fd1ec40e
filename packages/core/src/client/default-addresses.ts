/** Source: the vendor's README. */
export const defaultBaseUrl = 'https://api.acedata.cloud'
/** Source: the vendor's platform guide. */
export const defaultPlatformBaseUrl = 'https://platform.acedata.cloud'
