/** Where a page keeps what was typed and not sent: in the tab's storage, for one customer. */
export function draftName(page: string, customerId: string): string {
  return `${page}-draft:${customerId}`;
}

/** Whether something was typed in this tab that a sign-out would throw away. */
export function hasDraft(customerId: string): boolean {
  return Object.keys(sessionStorage).some((name) => name.endsWith(draftName('', customerId)));
}
