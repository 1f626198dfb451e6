using Microsoft.Data.SqlClient;

namespace RunkonFlow.Typed.SqlServer.Calls;

/// <summary>What a caller needs to know of a call of a stored procedure.</summary>
internal interface ICall
{
    /// <summary>The procedure's name, without its schema.</summary>
    string Procedure { get; }

    /// <summary>The command for one try. It is nobody's to dispose of: a command holds nothing, and one that succeeded may be used again.</summary>
    SqlCommand ToCommand(SqlConnection connection, string schema, int timeout);
}
