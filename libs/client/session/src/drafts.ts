/** The name under which a page keeps unsent input: in the storage of the tab, for one customer. */
export function draftName(page: string, customerId: string): string {
  return `${page}-draft:${customerId}`;
}

/** Whether this tab has input that a logout would delete. */
export function hasDraft(customerId: string): boolean {
  return Object.keys(sessionStorage).some((name) => name.endsWith(draftName('', customerId)));
}
