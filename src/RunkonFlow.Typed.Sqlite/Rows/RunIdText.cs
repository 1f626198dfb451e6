using System.Text;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>Ids of runs as their 26 characters.</summary>
internal static class RunIdText
{
    private static ReadOnlySpan<byte> Alphabet => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"u8;

    public static Statement Bind(this Statement statement, RunId id)
    {
        Span<byte> text = stackalloc byte[26];
        var (high, low) = ((ulong)(id.Value >> 64), (ulong)id.Value);
        for (var i = 25; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(low & 31)];
            low = (low >> 5) | (high << 59);
            high >>= 5;
        }
        return statement.BindUtf8(text);
    }

    public static RunId RunId(this Statement row, int column) => Typed.RunId.Parse(Encoding.UTF8.GetString(row.Bytes(column)));
}
