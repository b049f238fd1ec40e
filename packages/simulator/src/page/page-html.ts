export const pageHtml = '<!doctype html><title>sandbox</title>'
