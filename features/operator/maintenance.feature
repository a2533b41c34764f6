@operator @safety
Feature: Maintenance under load costs time, not data

  Rule: Defragmentation and a planned change of leader lose nothing

    Scenario: a follower is defragmented
      Given a healthy cluster
      And clients are reading and writing
      When a follower is defragmented
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the leader hands over its office
      Given a healthy cluster
      And clients are reading and writing
      When leadership is moved to a follower
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

  Rule: Compaction takes the past and nothing else

    Scenario: right up to the newest revision
      Given a healthy cluster
      And clients are reading and writing
      When the history is compacted through a follower
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
      And compaction took the past and nothing else

    Scenario: again and again
      Given a healthy cluster
      And clients are reading and writing
      When the history is compacted through a follower again and again
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
      And compaction took the past and nothing else
