@data @safety
Feature: An old copy of a data dir comes back

  A volume's snapshot is put back, or a machine that was replaced starts again. The member has
  forgotten what it acknowledged.

  Rule: One member that forgot costs no acknowledged write

    Scenario: a follower is rolled back
      Given a healthy cluster
      And clients are reading and writing
      When an old copy of the data dir of a follower comes back
      And it is replaced
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
