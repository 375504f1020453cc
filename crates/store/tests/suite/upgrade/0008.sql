-- Rows of the schema after migration 8, beside those of the ones before: somebody who is signed in, and a code that signs in.
INSERT INTO portal_session (token_sha256, actor, began_at, seen_at, content) VALUES ('t1', 'local:ann', 5, 6, '{}');
INSERT INTO portal_code (code_sha256, actor, renewed_at) VALUES ('c1', 'local:ann', 5);
