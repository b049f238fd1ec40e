/** What a modal holds, so that every prompt can be edited again. Source: "Component Reference", text input. */
export const maxPromptLength = 4000
