@network @safety
Feature: A member that was away does not depose whoever leads

  While it hears nobody it wants to be elected. With pre-vote it asks first, and is refused.

  Rule: The leader keeps its office when a follower goes and comes back

    Scenario: a follower is isolated and comes back
      Given a healthy cluster
      And clients are reading and writing
      When a follower is isolated for a while
      Then the leader kept its office
      And after healing, every member serves and all agree
      And no acknowledged write is missing

  Rule: However often the leader goes, another one serves, and no acknowledged write is missing

    Scenario: whoever leads is isolated again and again
      Given a healthy cluster
      And clients are reading and writing
      When whoever leads is isolated again and again
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing
