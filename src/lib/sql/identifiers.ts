/** An identifier in double quotes, safe for any text. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text literal in single quotes. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
