/** Every suppression says why: `// eslint-disable-next-line rule -- reason`. */
const reasonedSuppression = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { reason: 'Say why after " -- ": what makes the rule wrong here?' },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const text = comment.value.trim();
          if (/^eslint-disable(?!.*-enable)/.test(text) && !/ -- \S.{9,}/.test(text)) {
            context.report({ loc: comment.loc, messageId: 'reason' });
          }
        }
      },
    };
  },
};

/** One spelling for file names: kebab-case words, parted by dots. */
const kebabFileName = {
  meta: { type: 'suggestion', schema: [], messages: { name: 'Name files in kebab-case: {{name}}' } },
  create(context) {
    return {
      Program(node) {
        const name = context.filename.split(/[\\/]/).pop();
        if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/.test(name)) {
          context.report({ node, messageId: 'name', data: { name } });
        }
      },
    };
  },
};

/** Rules of our own that no package has. */
export const house = {
  rules: { 'reasoned-suppression': reasonedSuppression, 'kebab-file-name': kebabFileName },
};
