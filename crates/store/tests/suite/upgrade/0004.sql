-- Rows of the schema after migration 4, beside those of the ones before: a load whose contract says that it is full, and no
-- full load has superseded another yet.
UPDATE load SET contract = 'name = "council"
delivery = ''full''
' WHERE id = 'load-one';
UPDATE load SET contract = '# delivery = "full"
delivery = "delta"
' WHERE id = 'load-two';
