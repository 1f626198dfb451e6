namespace RunkonFlow.Typed.Tests.Protocol;

internal enum ActionKind : byte
{
    Create,
    Claim,

    /// <summary>Request and reply arrive.</summary>
    Commit,

    /// <summary>The request arrives, the reply does not.</summary>
    CommitWithoutReply,

    /// <summary>The request does not arrive; the process cannot tell it from a lost reply.</summary>
    CommitWithoutRequest,

    /// <summary>A commit in doubt is sent again.</summary>
    Retry,

    /// <summary>While a commit is in doubt, a copy of the process commits something else under the same right.</summary>
    CommitOfClone,
    Signal,
    Decide,

    /// <summary>Time passes in which one worker does not renew its lease.</summary>
    Expire,

    /// <summary>Workers whose lease has run out are declared dead.</summary>
    Recover,
    Heartbeat,

    /// <summary>The process dies and another start of it registers.</summary>
    Crash,
}
