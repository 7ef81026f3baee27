"""The field's concept schemes (SKOS), the words people use for them, and the index of texts.

Words: a ConceptScheme holds Concepts; a Label is a word for a concept in a language; a Posting
says how much a record has to do with a term. This room must not know what the records are: it
sees a kind, an id and texts.
"""
