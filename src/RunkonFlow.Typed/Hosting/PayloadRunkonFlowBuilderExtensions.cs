using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Payloads;

namespace RunkonFlow.Typed;

/// <summary>Codecs for what is stored; in the order in which they are registered.</summary>
public static class PayloadRunkonFlowBuilderExtensions
{
    /// <summary>Compresses stored values with Brotli. Register it before encryption: what is encrypted does not compress.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="threshold">Values with fewer bytes of JSON stay as they are.</param>
    /// <param name="quality">0 (fast) to 11 (small).</param>
    /// <example><code>services.AddRunkonFlow().UseCompression().UseEncryption(keys).UseSqlite("flows.db")</code></example>
    public static RunkonFlowBuilder UseCompression(this RunkonFlowBuilder builder, int threshold = 1024, int quality = 4)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        ArgumentOutOfRangeException.ThrowIfNegative(quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 11);
        return builder.UseCodec(new BrotliCodec(threshold, quality));
    }

    /// <summary>
    /// Encrypts stored values with AES-GCM. A process without the key cannot execute or read a run: it parks it as incompatible and
    /// says which key is missing; once the key is there, <c>ResumeAsync</c> makes it go on.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="keys">The key that encrypts, and those that decrypt what older ones have encrypted.</param>
    public static RunkonFlowBuilder UseEncryption(this RunkonFlowBuilder builder, EncryptionKeyRing keys)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(keys);
        return builder.UseCodec(new AesGcmCodec(keys));
    }

    /// <summary>Applies a codec of your own to stored values.</summary>
    public static RunkonFlowBuilder UseCodec(this RunkonFlowBuilder builder, IPayloadCodec codec)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(codec);
        builder.Services.AddSingleton(codec);
        return builder;
    }
}
