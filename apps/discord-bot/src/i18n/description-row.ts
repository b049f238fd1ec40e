/** At most 100 characters each. */
export type DescriptionRow = readonly [en: string, de: string, fr: string, es: string, ja: string, zh: string]
