/** What VS Code takes for an icon; anything else keeps its dollar sign by itself. */
const ICON = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;

/** For labels that VS Code draws icons in: `$(name)` in a name or in a server's words stays text. */
export function plainLabel(text: string): string {
  return text.replace(ICON, (icon) => `\\${icon}`);
}

/**
 * For notices, in which VS Code makes `[words](address)` a link, one that runs a command included: what a server
 * says, or a name, must not become something to click.
 */
export function plainNotice(text: string): string {
  return text.replaceAll('](', '] (');
}
