package lxd

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// dialTLS opens a TLS connection to the server for an upgrade, through the proxy of the connection if there is one.
func (c *conn) dialTLS(ctx context.Context) (net.Conn, error) {
	u, err := url.Parse(c.base)
	if err != nil {
		return nil, err
	}
	raw, err := c.dialThroughProxy(ctx, u)
	if err != nil || u.Scheme == "http" {
		return raw, err
	}
	config := c.dialer.TLSClientConfig.Clone()
	config.ServerName = u.Hostname()
	conn := tls.Client(raw, config)
	ctx, cancel := context.WithTimeout(ctx, handshakeTimeout)
	defer cancel()
	if err := conn.HandshakeContext(ctx); err != nil {
		return nil, errors.Join(err, raw.Close())
	}
	return conn, nil
}

func (c *conn) dialThroughProxy(ctx context.Context, u *url.URL) (net.Conn, error) {
	proxy, err := c.dialer.Proxy(&http.Request{URL: u})
	if err != nil {
		return nil, err
	}
	if proxy == nil {
		return c.dialer.NetDialContext(ctx, "tcp", u.Host)
	}
	if proxy.Scheme != "http" {
		return nil, fmt.Errorf("proxy scheme %q is not supported for upgraded connections", proxy.Scheme)
	}
	conn, err := c.dialer.NetDialContext(ctx, "tcp", proxy.Host)
	if err != nil {
		return nil, err
	}
	_ = conn.SetDeadline(time.Now().Add(handshakeTimeout))
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: u.Host}, Host: u.Host, Header: http.Header{}}
	if user := proxy.User; user != nil {
		password, _ := user.Password()
		token := base64.StdEncoding.EncodeToString([]byte(user.Username() + ":" + password))
		req.Header.Set("Proxy-Authorization", "Basic "+token)
	}
	if err := req.Write(conn); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), req)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.Join(fmt.Errorf("proxy refused the connection: %s", resp.Status), conn.Close())
	}
	_ = conn.SetDeadline(time.Time{})
	return conn, nil
}
