"""The recipe of the classifier of pages, the second voice beside title and structure.

``texts`` writes its lessons, ``train`` learns and measures, ``trained`` holds the result.
"""
