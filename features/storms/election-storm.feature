@storms @safety
Feature: An election storm passes, and nothing acknowledged is gone

  The leader's disk stalls again and again, whoever leads, and the peers' network grows as slow as
  the election timeout. Elections are counted, not forbidden; losing an acknowledged write is.

  Rule: After the storm a leader stays, writes are as fast as before, no acknowledged write is missing

    Scenario: stalled leaders on a slow network
      Given a healthy cluster
      And clients are reading and writing
      When peer latency rises to the election timeout
      And the disk of whoever leads stalls again and again
      Then the storm caused leader changes
      And after healing, a leader stays
      And every member serves and all agree
      And no acknowledged write is missing
      And writes are as fast as before
