"""Where people check doubtful fields beside the page image (contract §4).

``app.review_app`` makes the door from ``interface.Services``. From decision to record:
``draft`` (what stands) → ``sheet`` and ``cells`` (places) → ``review`` (what is open) →
``outcome`` (the document that an approval stores). Clerks upload, look and type; reviewers also
approve, check blind and work on pages; admins also withdraw filings.
"""
