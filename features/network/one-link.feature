@network @safety
Feature: One bad link between two members

  Everybody else hears everybody as before. What two members cannot tell each other, no third one
  tells them: etcd has no way around a link.

  Rule: The others go on, and no acknowledged write is missing

    Scenario: the leader and a follower do not hear each other
      Given a healthy cluster
      And clients are reading and writing
      When the link between the leader and a follower is cut
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario Outline: the link between two members is <bad>
      Given a healthy cluster
      And clients are reading and writing
      When the link between m1 and m2 is <bad> for a while
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

      Examples:
        | bad    |
        | slow   |
        | frozen |
        | narrow |
