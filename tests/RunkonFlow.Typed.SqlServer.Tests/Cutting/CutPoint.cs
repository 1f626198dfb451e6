namespace RunkonFlow.Typed.SqlServer.Tests.Cutting;

/// <summary>Where a connection breaks in the course of one request.</summary>
public enum CutPoint
{
    /// <summary>Nothing of the request reaches the server.</summary>
    BeforeTheRequest,

    /// <summary>The first half of its last packet does.</summary>
    InTheRequest,

    /// <summary>The server has done its work; nothing of the reply comes back.</summary>
    BeforeTheReply,

    /// <summary>The first half of the reply's last packet does.</summary>
    InTheReply,
}
